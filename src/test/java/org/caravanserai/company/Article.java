package org.caravanserai.company;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One line of the PIM: a model (root or colour) or an article that can be sold. Filled by {@link Range}, spoilt by {@link ProductDefects}. */
final class Article {
    final String sku;
    final String parent;
    final String family;
    /** Name of the variant scheme on a root model, null elsewhere. */
    String variants;

    Text name;
    Text description;
    String workflow = "ready";
    String workflowSince = "2026-02-02";
    final List<String> categories = new ArrayList<>();
    final Map<String, Object> values = new LinkedHashMap<>();
    final List<String> media = new ArrayList<>();
    /** What the ERP knows; null on models. */
    Trade trade;

    Article(String sku, String parent, String family) {
        this.sku = sku;
        this.parent = parent;
        this.family = family;
    }

    boolean sellable() {
        return trade != null;
    }

    /**
     * What the ERP knows about an article.
     *
     * @param label the ERP's own French label
     * @param cents list price 2026 without tax for {@code basis} units
     * @param basis 1, or 100 for small parts
     * @param unit the ERP's unit code: PCE piece, PAI pair
     * @param grams net weight of one unit
     * @param discountGroup row of the discount grid
     * @param box units in a box, 0 = none
     * @param carton units in a carton
     * @param eco eco contribution in cents for one unit, 0 = none
     * @param customs customs tariff number
     */
    record Trade(
            String label,
            int cents,
            int basis,
            String unit,
            int grams,
            String discountGroup,
            int box,
            int carton,
            int eco,
            String customs) {}
}
