package org.caravanserai.expression.record;

import java.util.HashMap;
import java.util.Map;
import org.caravanserai.canonical.Attribute;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One field of the stored JSON that somebody reads: a step in the trie of paths. What is not in the trie is skipped unparsed.
 *
 * <p>Grows while names are resolved; afterwards only read, by any number of threads.
 */
final class PathNode {
    private final Map<String, PathNode> children = new HashMap<>();
    private Attribute attribute;
    private int slot = -1;
    private ElementShape element;
    /** For each use of this value as a stand-in the slots that are preferred to it; null = it is read in any case. */
    private int[][] preferred;

    /** The step below, made when absent. */
    PathNode child(String name) {
        return children.computeIfAbsent(name, absent -> new PathNode());
    }

    /** Ends here: a value of this type goes into this slot. */
    void value(Attribute of, int into) {
        attribute = of;
        slot = into;
    }

    /** Ends here: the elements of a section go into this slot. */
    void elements(ElementShape of, int into) {
        element = of;
        slot = into;
    }

    /** Says that the value is only ever wanted where one of these slots, in each of the lists, is empty. */
    void onlyWithout(int[][] slots) {
        preferred = slots;
    }

    private boolean wanted(Object[] slots) {
        for (var better : preferred) {
            boolean there = false;
            for (int one : better) {
                there |= slots[one] != null;
            }
            if (!there) {
                return true;
            }
        }
        return false;
    }

    /** Reads an object whose opening brace is the current token. */
    void object(JsonParser json, Object[] slots) {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            var child = children.get(name);
            var token = json.nextToken();
            if (child == null) {
                json.skipChildren();
            } else {
                child.fill(json, token, slots);
            }
        }
    }

    private void fill(JsonParser json, JsonToken token, Object[] slots) {
        if (attribute != null) {
            if (preferred == null || wanted(slots)) {
                slots[slot] = Scalars.read(json, token, attribute);
            } else {
                json.skipChildren();
            }
        } else if (element != null) {
            slots[slot] = element.read(json, token);
        } else if (token == JsonToken.START_OBJECT) {
            object(json, slots);
        } else {
            json.skipChildren();
        }
    }
}
