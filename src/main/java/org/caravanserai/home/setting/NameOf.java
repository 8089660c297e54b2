package org.caravanserai.home.setting;

/** What a name in a file refers to. The reader of the home checks that it exists. */
public enum NameOf {
    TEAM("team", "config/hub.yaml, teams"),
    SELLER("seller", "config/hub.yaml, sellers"),
    ZONE("zone", "config/hub.yaml, zones"),
    LOCALE("locale", "config/hub.yaml, locales"),
    WAREHOUSE("warehouse", "config/hub.yaml, warehouses"),
    SOURCE("source", "config/sources/"),
    CHANNEL("channel", "config/channels/"),
    SYSTEM("system", "connectors/"),
    ACCOUNT("account or pack", "config/accounts/, or the packs generic, coupa, ariba, sap-oci"),
    BRAND("brand", "config/brands/"),
    PRICE_LIST("price list", "config/model/prices.yaml, priceLists"),
    GRID("grid", "config/model/prices.yaml, grids"),
    ASSORTMENT("assortment", "config/model/assortments.yaml"),
    TABLE("table", "mappings/tables/"),
    SCOPE("scope", "config/model/products.yaml, scopes"),
    ATTRIBUTE("attribute of products", "config/model/products.yaml, attributes, or the core model");

    private final String word;
    private final String place;

    NameOf(String word, String place) {
        this.word = word;
        this.place = place;
    }

    /** What it is called in messages. */
    public String word() {
        return word;
    }

    /** Where such names are declared. */
    public String place() {
        return place;
    }
}
