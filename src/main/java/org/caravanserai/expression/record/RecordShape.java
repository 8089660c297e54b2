package org.caravanserai.expression.record;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.canonical.Model;
import org.caravanserai.canonical.Section;
import org.caravanserai.expression.Compiled;

/**
 * What is read of the records of one kind: a slot per value, and the trie of JSON paths that fills them. Mappings, gates, assortments and rules
 * that share a shape share one parse of each record.
 *
 * <p>Use: make one, give its {@link #names} to everything that is compiled, then call {@link #reader()} once. Not thread-safe; the reader is.
 */
public final class RecordShape {
    /** Slots every record has. */
    static final int KEY = 0;

    static final int PARENT = 1;
    static final int FAMILY = 2;
    static final int VARIANTS = 3;
    static final int DEPTH = 4;
    private static final int FIXED = 5;

    /** Codes that belong to one record and are never inherited. */
    private static final Set<String> NOT_INHERITED = Set.of("parent", "gtin");

    private final Model model;
    private final Kind kind;
    private final PathNode root = new PathNode();
    private final PathNode offer = new PathNode();
    private final Map<String, Integer> slots = new HashMap<>();
    private final Map<String, ElementShape> sections = new HashMap<>();
    private final Map<Kind, RecordShape> others = new EnumMap<>(Kind.class);
    private final Map<Step.Phase, List<Step>> steps = new EnumMap<>(Step.Phase.class);
    private final List<Expected> expected = new ArrayList<>();
    private final List<Integer> inherited = new ArrayList<>();
    private final Map<Compiled, Shared> shared = new HashMap<>();
    private final StandIns standIns = new StandIns();
    private int width = FIXED;
    private RecordReader reader;

    /** A slot that holds keys of documents to be joined. */
    record Expected(Kind kind, int slot) {}

    private RecordShape(Model model, Kind kind) {
        this.model = Objects.requireNonNull(model);
        this.kind = Objects.requireNonNull(kind);
        fixed(kind.keyField(), KEY);
        if (tree()) {
            fixed("parent", PARENT);
            expected.add(new Expected(kind, PARENT));
        }
        if (kind == Kind.PRODUCTS) {
            fixed("family", FAMILY);
            fixed("variants", VARIANTS);
            inherit(FAMILY);
            inherit(VARIANTS);
        }
    }

    /** An empty shape: nothing but the key is read yet (and what places a product in its tree). */
    public static RecordShape of(Model model, Kind kind) {
        return new RecordShape(model, kind);
    }

    /** Names for one reader of these records; {@link RecordNames#reads()} tells afterwards what it asked for. */
    public RecordNames names(Perspective perspective) {
        return new RecordNames(this, perspective, ReadLog.empty());
    }

    /**
     * The same expression, computed once per record however many use it. Asked for twice, equal expressions share a slot. Only for expressions
     * that read no reserved word and no list element of their host.
     */
    public Compiled shared(Compiled expression) {
        open();
        return shared.computeIfAbsent(expression, Shared::new).used();
    }

    /** A slot of its own for something its owner computes once per record. */
    public int memo() {
        open();
        return width++;
    }

    /**
     * Says that of these slots, asked for once each, only the first that is filled will be looked at: a text in a fallback language need not be
     * read where the wanted one is there.
     */
    public void firstOf(int[] inOrder) {
        open();
        standIns.firstOf(inOrder);
    }

    /** Counts who wants a slot. */
    void asked(int slot) {
        standIns.asked(slot);
    }

    /** Closes the shape: what is compiled now can be read. Called again, it gives the same reader. */
    public RecordReader reader() {
        if (reader == null) {
            shared.values().forEach(expression -> expression.place(this));
            standIns.close();
            reader = new RecordReader(this);
            others.values().forEach(RecordShape::reader);
        }
        return reader;
    }

    /** The kind of record. */
    public Kind kind() {
        return kind;
    }

    /** The model the names come from. */
    public Model model() {
        return model;
    }

    KindModel fields() {
        return model.of(kind);
    }

    /** True for kinds whose records name a parent of the same kind. */
    boolean tree() {
        return kind == Kind.PRODUCTS || kind == Kind.CATEGORIES;
    }

    int width() {
        return width;
    }

    PathNode root() {
        return root;
    }

    PathNode offer() {
        return offer;
    }

    List<Step> steps() {
        var all = new ArrayList<Step>();
        for (var phase : Step.Phase.values()) {
            all.addAll(steps.getOrDefault(phase, List.of()));
        }
        return all;
    }

    List<Expected> expected() {
        return List.copyOf(expected);
    }

    /** The slot of one value of the record itself, inherited where products inherit. */
    int value(Attribute attribute, String scope, String locale) {
        return value(root, "", attribute, scope, locale);
    }

    /** The slot of one value of the offer of this product. */
    int offered(Attribute attribute, String scope, String locale) {
        offerIsRead();
        return value(offer, "offers:", attribute, scope, locale);
    }

    private int value(PathNode from, String space, Attribute attribute, String scope, String locale) {
        if (!attribute.scopable()) {
            return cell(from, space, attribute, null, locale);
        }
        int open = cell(from, space, attribute, "*", locale);
        if (scope == null || scope.equals("*")) {
            return open;
        }
        return slot(space + "scope:" + attribute.code() + "/" + scope + "/" + locale, slot -> {
            int scoped = cell(from, space, attribute, scope, locale);
            step(
                    Step.Phase.SCOPE,
                    (slots, parent, page) -> slots[slot] = slots[scoped] != null ? slots[scoped] : slots[open]);
        });
    }

    private int cell(PathNode from, String space, Attribute attribute, String scope, String locale) {
        if (kind == Kind.PRODUCTS && from == root && attribute.code().equals("family")) {
            return FAMILY;
        }
        if (kind == Kind.PRODUCTS && from == root && attribute.code().equals("variants")) {
            return VARIANTS;
        }
        if (tree() && from == root && attribute.code().equals("parent")) {
            return PARENT;
        }
        return slot(space + "value:" + attribute.code() + "/" + scope + "/" + locale, slot -> {
            var node = from.child(attribute.code());
            if (scope != null) {
                node = node.child(scope);
            }
            if (attribute.localizable()) {
                node = node.child(locale);
            }
            node.value(attribute, slot);
            standIns.leaf(slot, node);
            if (from == root && kind == Kind.PRODUCTS && !NOT_INHERITED.contains(attribute.code())) {
                inherit(slot);
            }
        });
    }

    /** The slot of a whole section of the record, as elements. */
    int section(Section section) {
        return section(root, section);
    }

    /** The slot of a whole section of the offer of this product. */
    int offered(Section section) {
        offerIsRead();
        return section(offer, section);
    }

    private int section(PathNode from, Section section) {
        return slot("section:" + section.code(), slot -> {
            from.child(section.code()).elements(element(section), slot);
            if (from == root && kind == Kind.PRODUCTS) {
                inherit(slot);
            }
        });
    }

    /** What is read of the elements of a section. */
    ElementShape element(Section section) {
        return sections.computeIfAbsent(section.code(), code -> new ElementShape(section));
    }

    /** The slot of one field of the element with this key ({@code packaging.BX.quantity}); field null = the element itself. */
    int picked(Section section, int elements, String key, String field) {
        return slot("pick:" + section.code() + "/" + key + "/" + field, slot -> {
            var element = element(section);
            int keySlot = element.slot(ElementShape.KEY_FIELD);
            int fieldSlot = field == null ? -1 : element.slot(field);
            step(Step.Phase.PICK, (slots, parent, page) -> {
                var one = find((Object[]) slots[elements], keySlot, key);
                slots[slot] = one == null || fieldSlot < 0 ? one : one[fieldSlot];
            });
        });
    }

    private static Object[] find(Object[] elements, int keySlot, String key) {
        if (elements != null) {
            for (var element : elements) {
                var fields = (Object[]) element;
                if (key.equals(fields[keySlot])) {
                    return fields;
                }
            }
        }
        return null;
    }

    /** The slot of the documents a list of codes names, in its order; a code without a document has only its key. */
    int joined(int codes, RecordShape other) {
        return slot("join:" + codes, slot -> {
            expected.add(new Expected(other.kind, codes));
            step(Step.Phase.JOIN, (slots, parent, page) -> {
                if (slots[codes] == null) {
                    return;
                }
                if (parent != null && parent[codes] == slots[codes]) {
                    slots[slot] = parent[slot];
                    return;
                }
                var keys = (Object[]) slots[codes];
                var elements = new Object[keys.length];
                for (int i = 0; i < keys.length; i++) {
                    var document = page.record(other.reader(), (String) keys[i]);
                    elements[i] = document != null ? document : other.reader().only((String) keys[i]);
                }
                slots[slot] = elements;
            });
        });
    }

    /** The slot of a value of the document another slot names. */
    int referenced(int key, RecordShape other, int inOther) {
        return slot("ref:" + key + "/" + other.kind + "/" + inOther, slot -> {
            expected.add(new Expected(other.kind, key));
            step(Step.Phase.JOIN, (slots, parent, page) -> {
                var document = slots[key] == null ? null : page.record(other.reader(), (String) slots[key]);
                slots[slot] = document == null ? null : document[inOther];
            });
        });
    }

    /** The slot of a value of the parent. */
    int ofParent(int inParent) {
        return slot(
                "parent:" + inParent,
                slot -> step(
                        Step.Phase.PARENT,
                        (slots, parent, page) -> slots[slot] = parent == null ? null : parent[inParent]));
    }

    /** The slot of the keys above this record, the nearest first. */
    int ancestors() {
        return slot(
                "ancestors",
                slot -> step(Step.Phase.PARENT, (slots, parent, page) -> {
                    if (slots[PARENT] != null) {
                        slots[slot] =
                                append(new Object[] {slots[PARENT]}, parent == null ? null : (Object[]) parent[slot]);
                    }
                }));
    }

    /** The slot of the names from the root down to this record; where a name is missing its key stands in. */
    int path(int name) {
        return slot(
                "path:" + name,
                slot -> step(Step.Phase.PARENT, (slots, parent, page) -> {
                    var own = new Object[] {slots[name] != null ? slots[name] : slots[KEY]};
                    var above = parent == null
                            ? slots[PARENT] == null ? null : new Object[] {slots[PARENT]}
                            : (Object[]) parent[slot];
                    slots[slot] = above == null ? own : append(above, own);
                }));
    }

    private static Object[] append(Object[] first, Object[] second) {
        if (second == null) {
            return first;
        }
        var all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** The shape of documents of another kind (or of this one, standing alone) that are joined in. */
    RecordShape other(Kind of) {
        open();
        return others.computeIfAbsent(of, wanted -> new RecordShape(model, wanted));
    }

    private void offerIsRead() {
        slot("offer", slot -> {
            expected.add(new Expected(Kind.OFFERS, KEY));
            step(Step.Phase.SAME_KEY, (slots, parent, page) -> reader().offer(slots, page));
        });
    }

    private void fixed(String field, int slot) {
        root.child(field).value(Attribute.of(field, AttributeType.TEXT), slot);
    }

    private void inherit(int slot) {
        inherited.add(slot);
    }

    /** Slots that are filled from the parent where they are empty. */
    int[] inherited() {
        return inherited.stream().mapToInt(Integer::intValue).toArray();
    }

    private void step(Step.Phase phase, Step step) {
        steps.computeIfAbsent(phase, none -> new ArrayList<>()).add(step);
    }

    private int slot(String name, java.util.function.IntConsumer whenNew) {
        var known = slots.get(name);
        if (known != null) {
            return known;
        }
        open();
        int slot = width++;
        slots.put(name, slot);
        whenNew.accept(slot);
        return slot;
    }

    private void open() {
        if (reader != null) {
            throw new IllegalStateException("the shape is closed: compile everything before reader()");
        }
    }
}
