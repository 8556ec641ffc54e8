/** What files are, by their bytes, and smaller pictures of pictures. */
module dev.parlance.files {
    exports dev.parlance.files;

    requires transitive dev.parlance;
    requires java.desktop;
    requires java.sql; // Tika's: an automatic module requires nothing itself
    requires java.xml;
    requires org.apache.commons.io;
    requires org.apache.tika.core;
    requires org.slf4j;
    requires static org.jspecify;
}
