package org.caravanserai.web.shop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import org.caravanserai.canonical.Money;
import org.caravanserai.punchout.shop.Article;
import org.springframework.context.MessageSource;

/** Figures and words of a page in the language of the visit: {@code say} in templates. */
public final class ShopWords {
    private static final int DIGITS = 6;

    private final MessageSource messages;
    private final Locale locale;

    ShopWords(MessageSource messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
    }

    /** A quantity with as many digits as it has. */
    public String number(BigDecimal number) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(DIGITS);
        return format.format(number);
    }

    /** An amount with its currency; small amounts keep their digits. */
    public String money(BigDecimal amount, String currency) {
        var format = NumberFormat.getCurrencyInstance(locale);
        int usual = 2;
        try {
            format.setCurrency(Currency.getInstance(currency));
            usual = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            return number(amount) + " " + currency;
        }
        format.setMinimumFractionDigits(usual);
        format.setMaximumFractionDigits(
                Math.max(usual, Math.min(DIGITS, amount.stripTrailingZeros().scale())));
        return format.format(amount);
    }

    /** What a buyer remembers. */
    public String money(Money money) {
        return money(money.amount(), money.currency());
    }

    /** A sum of a line, rounded to the coin for the eye only. */
    public String sum(BigDecimal amount, String currency) {
        int digits;
        try {
            digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            digits = 2;
        }
        return money(amount.setScale(digits, RoundingMode.HALF_UP), currency);
    }

    /** {@code 12.50 € per 100 pairs}. */
    public String price(Article.Step step, String unit) {
        var amount = money(step.price().amount(), step.currency());
        return step.price().basis().compareTo(BigDecimal.ONE) == 0
                ? messages.getMessage("shop.price.one", new Object[] {amount, unit(unit)}, locale)
                : messages.getMessage(
                        "shop.price.basis",
                        new Object[] {amount, count(step.price().basis(), unit)},
                        locale);
    }

    /** A language in its own words: {@code Deutsch}. */
    public String language(String code) {
        var named = Locale.forLanguageTag(code.replace('_', '-'));
        var name = named.getDisplayLanguage(named);
        return name.substring(0, 1).toUpperCase(named) + name.substring(1);
    }

    /** So many of a unit: {@code 12 pairs}. What has no word of its own for many keeps the one for one. */
    public String count(BigDecimal number, String code) {
        // In French, many begins at two.
        boolean one = locale.getLanguage().equals("fr")
                ? number.compareTo(BigDecimal.valueOf(2)) < 0
                : number.compareTo(BigDecimal.ONE) == 0;
        var name = unit(code);
        return number(number) + " " + (one ? name : messages.getMessage("shop.units." + code, null, name, locale));
    }

    /** A unit by its name; a code nobody has named stays a code. */
    public String unit(String code) {
        return messages.getMessage("shop.unit." + code, null, code, locale);
    }
}
