package dev.driftwarden.sweep;

import dev.driftwarden.world.Unreadable;

/**
 * Something that a sweep could not see.
 *
 * @param what the subscription, collection, resource or row
 * @param code short and stable, for instance {@code AuthorizationFailed}
 * @param why for a person
 */
public record Gap(String what, String code, String why) {
    private static final int LONGEST = 400;

    public Gap {
        what = shortened(what);
        why = shortened(why);
    }

    public static Gap of(String what, Unreadable why) {
        return new Gap(what, why.code(), why.message());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
