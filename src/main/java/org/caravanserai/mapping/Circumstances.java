package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.util.List;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Prices;

/**
 * For whom a map is compiled: what the channel says and the map file need not repeat.
 *
 * @param channel null outside channels
 * @param zone territory, null = none (then no VAT can be added)
 * @param account buyer, null = none
 * @param locale language of the lane of a stream {@code perLocale}; wins over the map's own; null = none
 * @param locales languages of the channel in order of preference; the map's own win
 * @param scope of scoped attributes, null = none; the map's own wins
 * @param currency ISO 4217, null = that of the price list; the map's own wins
 * @param priceList list meant by {@code price: channel}, null = none
 * @param vat whether prices are sent with VAT, null = as the list
 * @param warehouses places that count as stock, empty = all
 * @param safety quantity kept back, never null
 * @param linkBase address product links begin with, null = none
 */
public record Circumstances(
        String channel,
        String zone,
        String account,
        String locale,
        List<String> locales,
        String scope,
        String currency,
        String priceList,
        Prices.Vat vat,
        List<String> warehouses,
        BigDecimal safety,
        String linkBase) {
    public Circumstances {
        locales = List.copyOf(locales);
        warehouses = List.copyOf(warehouses);
    }

    /** No channel: for tests and for trying a map. */
    public static Circumstances none(List<String> locales) {
        return new Circumstances(
                null, null, null, null, locales, null, null, null, null, List.of(), BigDecimal.ZERO, null);
    }

    /** The same in one language. */
    Circumstances speaking(String language) {
        return new Circumstances(
                channel,
                zone,
                account,
                language,
                locales,
                scope,
                currency,
                priceList,
                vat,
                warehouses,
                safety,
                linkBase);
    }

    /** Those of a channel's lane; locale null = the stream is not {@code perLocale}. */
    public static Circumstances of(Channel channel, String locale) {
        var prices = channel.prices();
        var stock = channel.stock();
        return new Circumstances(
                channel.name(),
                channel.zone(),
                null,
                locale,
                channel.locales(),
                channel.scope(),
                channel.currency(),
                prices == null ? null : prices.list(),
                prices == null ? null : prices.vat(),
                stock == null ? List.of() : stock.warehouses(),
                stock == null || stock.safety() == null ? BigDecimal.ZERO : stock.safety(),
                channel.linkBase());
    }

    /**
     * Those of a buyer.
     *
     * @param account null = it is none of the accounts
     * @param priceList what it pays by, null = not known
     */
    public static Circumstances buyer(String account, List<String> locales, String priceList) {
        return new Circumstances(
                null, null, account, null, locales, null, null, priceList, null, List.of(), BigDecimal.ZERO, null);
    }
}
