module com.example.engine {
    requires dev.parlance;
}
