package org.caravanserai.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.caravanserai.delivery.hold.Parked;

/**
 * The process that is killed: a {@link CoreHub} that is told what to do on its input and says on its output what is done. Arguments: home, data folder,
 * minutes its clock is ahead. Commands: {@code put N VERSION i,i,i}, {@code state}, {@code export FILE}, {@code later MINUTES}, {@code replay}.
 */
public final class CoreMain {
    private CoreMain() {}

    public static void main(String[] args) throws IOException {
        var clock = new ShiftedClock(Duration.ofMinutes(Long.parseLong(args[2])));
        var hub = new CoreHub(Path.of(args[0]), Path.of(args[1]), clock, CoreHub.SPEED).start();
        say("ready");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var words = line.split(" ");
            switch (words[0]) {
                case "put" -> {
                    hub.put(
                            Integer.parseInt(words[2]),
                            Arrays.stream(words[3].split(","))
                                    .map(Integer::valueOf)
                                    .toList());
                    say("done " + words[1]);
                }
                case "state" -> say("state " + CoreHub.json("all", hub.state()));
                case "export" -> {
                    hub.hold(true);
                    hub.export(Path.of(words[1]));
                    hub.hold(false);
                    say("exported");
                }
                case "later" -> {
                    clock.later(Duration.ofMinutes(Long.parseLong(words[1])));
                    say("later");
                }
                case "replay" -> say("replayed " + hub.parked.replay(new Parked.Filter(null, null, null)));
                default -> throw new IllegalArgumentException(line);
            }
        }
        hub.close();
    }

    private static synchronized void say(String text) {
        System.out.println(text);
        System.out.flush();
    }
}
