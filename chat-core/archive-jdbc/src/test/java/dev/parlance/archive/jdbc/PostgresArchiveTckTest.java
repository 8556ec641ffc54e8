package dev.parlance.archive.jdbc;

import dev.parlance.archive.ArchiveStore;
import dev.parlance.tck.ArchiveTck;

class PostgresArchiveTckTest extends ArchiveTck {
    @Override
    protected ArchiveStore newArchive() {
        return JdbcArchive.builder(Sources.postgres("tck")).build();
    }
}
