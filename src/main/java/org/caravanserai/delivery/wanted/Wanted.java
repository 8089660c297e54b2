package org.caravanserai.delivery.wanted;

import java.util.List;
import org.caravanserai.connector.Batch;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Template;

/** Which items of a batch an operation carries, and which elements of one. */
public final class Wanted {
    private Wanted() {}

    /** Whether an item is to be carried. */
    public static boolean is(Batch batch, Connector.Operation operation, Batch.Item item) {
        return carries(operation, item)
                && (operation.answer().known() == null || item.remoteId() == null)
                && operation.needs().stream().allMatch(hole -> has(batch, item, hole))
                && operation.unless().stream().noneMatch(hole -> has(batch, item, hole))
                && (operation.differs().isEmpty()
                        || item.changed() == null
                        || operation.differs().stream().anyMatch(item.changed()::contains));
    }

    /** Whether a placeholder has a value for an item. */
    private static boolean has(Batch batch, Batch.Item item, Template.Hole hole) {
        return switch (hole.root()) {
            case "fact" -> batch.facts(item.key()).containsKey(hole.rest());
            case "row" -> field(item, hole.rest()) != null;
            default -> item.remoteId() != null;
        };
    }

    /** Whether an operation takes what should happen to an item and, where it says less than others, says enough about it. */
    private static boolean carries(Connector.Operation operation, Batch.Item item) {
        var only = operation.only();
        if (only == null || !operation.takes().contains(item.action())) {
            return operation.takes().contains(item.action());
        }
        var changed = item.changed();
        if (changed == null
                || changed.isEmpty()
                || !changed.stream().allMatch(field -> Connector.Only.names(only.changed(), field))) {
            return false;
        }
        for (int i = 0; i < item.row().size(); i++) {
            if (item.row().value(i) != null
                    && Connector.Only.names(only.without(), item.row().fields().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** What of an item is carried one by one: a list of its row, or what an answer was told to keep. */
    public static List<?> elements(Batch batch, Connector.Operation operation, Batch.Item item) {
        var kept = batch.kept(item.key(), operation.each());
        var listed = kept == null ? field(item, operation.each()) : kept;
        return listed instanceof List<?> list ? list : listed == null ? List.of() : List.of(listed);
    }

    private static Object field(Batch.Item item, String name) {
        int place = item.row() == null ? -1 : item.row().fields().indexOf(name);
        return place < 0 ? null : item.row().value(place);
    }
}
