package org.caravanserai.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command of a process of its own with the class path of the tests: what is killed, restarted or measured apart. */
public final class ChildJvm {
    private ChildJvm() {}

    /**
     * A virtual machine that starts quickly.
     *
     * @param heap MiB
     * @param main has a main method
     * @return may be added to
     */
    public static List<String> command(int heap, Class<?> main, String... arguments) {
        return command(heap, List.of(), System.getProperty("java.class.path"), main, arguments);
    }

    /**
     * The same with options of the virtual machine.
     *
     * @param classPath instead of that of the tests
     */
    public static List<String> command(
            int heap, List<String> options, String classPath, Class<?> main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
