package dev.parlance.examples.bench;

/**
 * Who sits where: clients go round the rooms, the first of each room are its senders, and the members of a room take turns over the nodes. A pair, if
 * there is one, are two further clients in a room of their own.
 */
record Seating(int clients, int rooms, int senders, int nodes, boolean pair) {
    int total() {
        return pair ? clients + 2 : clients;
    }

    int room(int client) {
        return client < clients ? client % rooms : rooms;
    }

    /** Which sender of its room a client is, from 0; -1 for a listener. */
    int speaker(int client) {
        if (pair) {
            return client < clients ? -1 : client - clients;
        }
        int speaker = client / rooms;
        return speaker < senders ? speaker : -1;
    }

    int speakers(int client) {
        return !pair ? senders : client < clients ? 0 : 2;
    }

    int node(int client) {
        return client < clients ? (client / rooms + client % rooms) % nodes : (client - clients) % nodes;
    }

    int members(int room) {
        return room == rooms ? 2 : clients / rooms + (room < clients % rooms ? 1 : 0);
    }
}
