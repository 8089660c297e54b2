package org.caravanserai.master;

import org.caravanserai.canonical.ErrorCode;

/** Every code this package refuses a row with: the source of the generated reference page. A code is never reused. */
public enum MasterCode implements ErrorCode {
    KEY(
            "MST-001",
            "The key is missing, longer than 200 characters or holds control characters.",
            "Mend the key column."),
    UNKNOWN_PARENT(
            "MST-002",
            "The parent is not in the master and does not come in the same file.",
            "Deliver the parent first or in the same file, or mend the parent's key."),
    TREE(
            "MST-003",
            "The parent would make a circle, or a tree of too many levels (products: three).",
            "Mend the parent; a variant hangs below its model, a model below its root."),
    AMBIGUOUS(
            "MST-004",
            "A match attribute finds two documents.",
            "Two documents carry the same value: mend one of them, or match by another attribute."),
    KEY_TAKEN(
            "MST-005",
            "The key belongs to a document that the match attributes of this source do not find.",
            "Add the key to the source's match list, or mend the match value."),
    TOO_LARGE("MST-006", "The document is too large to keep.", "Split texts and lists; a document is a few KiB."),
    UNKNOWN_REFERENCE(
            "MST-007",
            "A reference the record cannot stand without (the company of a contact) is not in the master.",
            "Deliver what it refers to first, or mend its key; the row is taken with the next delivery.");

    private final String code;
    private final String meaning;
    private final String repair;

    MasterCode(String code, String meaning, String repair) {
        this.code = code;
        this.meaning = meaning;
        this.repair = repair;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String action() {
        return repair;
    }
}
