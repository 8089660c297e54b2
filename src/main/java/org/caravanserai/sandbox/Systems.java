package org.caravanserai.sandbox;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.caravanserai.sandbox.brevo.Brevo;
import org.caravanserai.sandbox.erp.Erp;
import org.caravanserai.sandbox.mirakl.Mirakl;
import org.caravanserai.sandbox.prestashop.Prestashop;
import org.caravanserai.sandbox.shopware.Shopware;
import org.caravanserai.sandbox.vendure.Vendure;
import org.caravanserai.sandbox.woocommerce.Woocommerce;

/** The systems there are stand-ins for. */
final class Systems {
    /** By the name of the connector they stand in for. */
    static final Map<String, Supplier<Partner>> ALL = new TreeMap<>(Map.of(
            "brevo",
            Brevo::new,
            "erp-soap",
            Erp::new,
            "mirakl",
            Mirakl::new,
            "prestashop",
            Prestashop::new,
            "shopware",
            Shopware::new,
            "vendure",
            Vendure::new,
            "woocommerce",
            Woocommerce::new));

    private Systems() {}
}
