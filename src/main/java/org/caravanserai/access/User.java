package org.caravanserai.access;

import java.util.Set;

/**
 * Somebody who signs in with a password.
 *
 * @param name as typed at sign-in; unique, lower case
 * @param roles given roles, without those they include
 * @param active false: may no longer sign in
 */
public record User(String name, Set<Role> roles, boolean active) {
    public User {
        roles = Set.copyOf(roles);
    }

    /** True when one of the roles includes this one. */
    public boolean may(Role role) {
        return roles.stream().anyMatch(given -> given.included().contains(role));
    }
}
