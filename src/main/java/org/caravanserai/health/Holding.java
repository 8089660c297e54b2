package org.caravanserai.health;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.caravanserai.home.QualityFile;

/** Which declared counters hold a channel: those whose figure for it, or for everything when they are not split by channel, is red. */
final class Holding {
    private Holding() {}

    /**
     * Words for people by id of the counter.
     *
     * @param figures asked only when a counter names the channel
     */
    static Map<String, String> of(String channel, Collection<QualityFile> files, Supplier<List<Figure>> figures) {
        var holding = new LinkedHashMap<String, String>();
        for (var file : files) {
            for (var declared : file.counters().values()) {
                if (declared.holds().contains(channel)) {
                    judge(channel, declared, figures.get(), holding);
                }
            }
        }
        return holding;
    }

    private static void judge(
            String channel, QualityFile.Counter declared, List<Figure> figures, Map<String, String> holding) {
        boolean split = declared.by().contains("channel");
        var parts = figures.stream()
                .filter(figure -> figure.counter().id().equals(declared.name()))
                .filter(figure -> split
                        ? channel.equals(figure.scope().dimensions().get("channel"))
                        : figure.scope().equals(Scope.ALL))
                .toList();
        // Where a part is split further, its own whole counts; where there is none, the parts add up.
        int fewest = parts.stream()
                .mapToInt(figure -> figure.scope().dimensions().size())
                .min()
                .orElse(0);
        var whole = parts.stream()
                .filter(figure -> figure.scope().dimensions().size() == fewest)
                .toList();
        long value = whole.stream().mapToLong(Figure::value).sum();
        long population = whole.stream().mapToLong(Figure::population).sum();
        if (value > 0 && whole.get(0).counter().light(value, population) == Counter.Light.BAD) {
            holding.put(
                    declared.name(),
                    "counter " + declared.name() + " is at its error limit: " + value + " of " + population);
        }
    }
}
