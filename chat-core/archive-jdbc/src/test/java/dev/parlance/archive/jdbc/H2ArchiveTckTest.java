package dev.parlance.archive.jdbc;

import dev.parlance.archive.ArchiveStore;
import dev.parlance.tck.ArchiveTck;

class H2ArchiveTckTest extends ArchiveTck {
    @Override
    protected ArchiveStore newArchive() {
        return JdbcArchive.builder(Sources.h2("tck")).build();
    }
}
