package dev.parlance.archive;

import dev.parlance.tck.BrokerStore;
import dev.parlance.tck.ConversationTck;

/** What people do with what was said is the same with an archive behind it. */
class ArchivedConversationTckTest extends ConversationTck {
    @Override
    protected BrokerStore openStore() {
        return new ArchivedStore(ArchivePromise.WRITE_BEHIND);
    }
}
