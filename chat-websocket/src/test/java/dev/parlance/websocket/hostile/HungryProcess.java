package dev.parlance.websocket.hostile;

import dev.parlance.websocket.NativeServerMain;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A server in a process where something else opens files, on the first line of its input as many as it can, and closes them on the second. */
final class HungryProcess {
    private HungryProcess() {}

    public static void main(String[] args) throws Exception {
        loadClassesOfFolders();
        NativeServerMain.main(args);
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in));
        words.readLine();
        List<Closeable> files = new ArrayList<>();
        try {
            while (true) {
                files.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            System.out.println("all taken");
        }
        words.readLine();
        for (Closeable file : files) {
            file.close();
        }
    }

    /** A jar stays open, as it would where a server runs; a class in a folder could not be loaded any more. */
    private static void loadClassesOfFolders() throws Exception {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path folder = Path.of(entry);
            if (!Files.isDirectory(folder)) {
                continue;
            }
            List<Path> classes;
            try (Stream<Path> files = Files.walk(folder)) {
                classes = files.filter(
                                file -> file.toString().endsWith(".class") && !file.endsWith("module-info.class"))
                        .toList();
            }
            for (Path each : classes) {
                String name = folder.relativize(each).toString().replace(File.separatorChar, '.');
                Class.forName(
                        name.substring(0, name.length() - ".class".length()),
                        false,
                        HungryProcess.class.getClassLoader());
            }
        }
    }
}
