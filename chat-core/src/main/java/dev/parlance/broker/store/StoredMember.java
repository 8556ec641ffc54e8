package dev.parlance.broker.store;

import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.model.User;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A user in a room.
 *
 * @param joined the version of the join, by which members are ordered
 * @param named the version at which the name came to be
 * @param nodes on which nodes
 */
record StoredMember(User user, long joined, long named, Set<String> nodes) {
    private static final int KIND = 22;

    static StoredMember read(byte[] bytes) {
        return FormReader.read(bytes, "a member", form -> {
            form.expect("member", KIND);
            User user = form.user();
            long joined = form.number();
            long named = form.number();
            Set<String> nodes = new LinkedHashSet<>();
            for (int i = form.count(); i > 0; i--) {
                nodes.add(form.text());
            }
            return new StoredMember(user, joined, named, nodes);
        });
    }

    byte[] toBytes() {
        FormWriter form =
                FormWriter.of(KIND).user(user).number(joined).number(named).number(nodes.size());
        nodes.forEach(form::text);
        return form.toBytes();
    }

    StoredMember called(User newest, long version) {
        return new StoredMember(newest, joined, version, nodes);
    }
}
