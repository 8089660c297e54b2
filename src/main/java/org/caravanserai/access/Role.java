package org.caravanserai.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody may do. The list is fixed: installations give roles to people, they do not invent roles. */
public enum Role {
    /** Reads everything but personal data in clear. */
    VIEWER,
    /** Looks after products: corrections, imports of product data. */
    CATALOGUE,
    /** Looks after companies and contacts; sees their personal data. */
    CUSTOMERS,
    /** Answers partners: sees orders and their conversations. */
    SUPPORT,
    /** Runs the hub: plans, releases, pauses, replays. */
    OPERATOR,
    /** Asks what draft files would change, and nothing else: for pipelines. */
    PLANNER,
    /** Everything, including users, keys and Hawtio. */
    ADMIN;

    /** Lower case, as in files, tables and the API. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of this id; empty when there is none. */
    public static Optional<Role> of(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }

    /** This role and every role whose rights it includes: the admin has all, everybody but a planner is a viewer. */
    public Set<Role> included() {
        return switch (this) {
            case ADMIN -> EnumSet.allOf(Role.class);
            case PLANNER -> EnumSet.of(PLANNER);
            case VIEWER, CATALOGUE, CUSTOMERS, SUPPORT, OPERATOR -> EnumSet.of(this, VIEWER);
        };
    }

    static String text(Set<Role> roles) {
        return roles.stream().sorted().map(Role::id).collect(Collectors.joining(" "));
    }

    static Set<Role> read(String text) {
        return Arrays.stream(text.split(" "))
                .flatMap(id -> of(id).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }
}
