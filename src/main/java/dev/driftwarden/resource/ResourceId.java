package dev.driftwarden.resource;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The id of an ARM resource ({@code /subscriptions/…}, {@code /providers/…}, {@code /} for the root scope) or of a
 * directory object ({@code /graph/<path>}).
 *
 * <p>Parsing normalises what real ARM varies: a missing leading slash, a trailing slash. It refuses whatever could reach
 * another host or path when put into a URL: {@code ..}, empty segments, {@code ?}, {@code #}, {@code %},
 * {@code \}, control characters, a scheme, more than 2,048 characters. Case is kept for calls and ignored for equality.
 */
public final class ResourceId {
    private static final int MAX_LENGTH = 2048;
    private static final String EXTENSION_MARK = "/providers/";

    /** Collections of the directory whose members have ids that are no UUIDs; nothing lies below these members. */
    private static final Set<String> OTHER_IDS = Set.of("approleassignments", "roleassignments");

    private final String path;
    private final String key;

    private ResourceId(String path) {
        this.path = path;
        this.key = path.toLowerCase(Locale.ROOT);
    }

    /**
     * @throws InvalidResourceIdException when the text is not an id that may be called
     */
    @JsonCreator
    public static ResourceId parse(String text) {
        String trimmed = text.strip();
        check(trimmed);
        String path = "/" + trimSlashes(trimmed);
        if (path.length() > 1 && !path.matches("(?i)/(subscriptions|providers|graph|tenants)(/.*)?")) {
            throw new InvalidResourceIdException(
                    text, "it must start with /subscriptions, /providers, /graph or /tenants");
        }
        return new ResourceId(path);
    }

    /** The id, or empty when the text is not a usable one. */
    public static Optional<ResourceId> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (InvalidResourceIdException e) {
            return Optional.empty();
        }
    }

    private static void check(String text) {
        if (text.isEmpty()) {
            throw new InvalidResourceIdException(text, "it is empty");
        }
        if (text.length() > MAX_LENGTH) {
            throw new InvalidResourceIdException(text, "it is longer than " + MAX_LENGTH + " characters");
        }
        if (text.contains("//") || text.contains("://")) {
            throw new InvalidResourceIdException(text, "it has an empty segment or names a host");
        }
        for (String segment : text.split("/", -1)) {
            if (segment.equals("..") || segment.equals(".")) {
                throw new InvalidResourceIdException(text, "it has a segment '" + segment + "'");
            }
        }
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || "?#%\\<>\"".indexOf(c) >= 0) {
                throw new InvalidResourceIdException(text, "it has a character that no id may have");
            }
        });
    }

    static String trimSlashes(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == '/') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == '/') {
            to--;
        }
        return text.substring(from, to);
    }

    /** The path with one leading slash and no trailing one, in the case it was given in. Not URL-encoded. */
    @JsonValue
    public String path() {
        return path;
    }

    /** The lower-case path, fit for maps; hash it before using it as a storage key. */
    public String key() {
        return key;
    }

    /** The segments of the path, none of them empty. */
    public List<String> segments() {
        return path.length() == 1 ? List.of() : List.of(path.substring(1).split("/"));
    }

    /** The last segment, or {@code /} for the root scope. */
    public String name() {
        return path.length() == 1 ? "/" : path.substring(path.lastIndexOf('/') + 1);
    }

    public boolean isGraph() {
        return key.startsWith("/graph/") || key.equals("/graph");
    }

    /** The subscription's id in lower case, when the resource lies in one. */
    public Optional<String> subscriptionId() {
        return segmentAfter("subscriptions");
    }

    public Optional<String> resourceGroup() {
        return segmentAfter("resourcegroups");
    }

    private Optional<String> segmentAfter(String name) {
        List<String> segments = segments();
        for (int i = 0; i + 1 < segments.size() && i < 3; i += 2) {
            if (segments.get(i).equalsIgnoreCase(name)) {
                return Optional.of(segments.get(i + 1).toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    /**
     * The type, taken from the part behind the last {@code /providers/}. A subscription is
     * {@code Microsoft.Resources/subscriptions}, a resource group {@code Microsoft.Resources/subscriptions/resourceGroups}. Of a
     * directory object: its path without the segments that are ids.
     */
    public ResourceType type() {
        if (isGraph()) {
            return graphType();
        }
        int mark = key.lastIndexOf(EXTENSION_MARK);
        if (mark < 0) {
            return ResourceType.of(
                    resourceGroup().isPresent()
                            ? "Microsoft.Resources/subscriptions/resourceGroups"
                            : "Microsoft.Resources/subscriptions");
        }
        String[] parts = path.substring(mark + EXTENSION_MARK.length()).split("/");
        StringBuilder type = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i += 2) {
            type.append('/').append(parts[i]);
        }
        return ResourceType.of(type.toString());
    }

    private ResourceType graphType() {
        List<String> kept = new ArrayList<>();
        List<String> segments = segments();
        for (String segment : segments.subList(1, segments.size())) {
            boolean inCollection = !kept.isEmpty() && isWordOf(OTHER_IDS, kept.get(kept.size() - 1));
            if (!isUuid(segment) && !inCollection) {
                kept.add(segment);
            }
        }
        return ResourceType.of("Microsoft.Graph/" + String.join("/", kept));
    }

    private static boolean isWordOf(Set<String> words, String segment) {
        return words.contains(segment.toLowerCase(Locale.ROOT));
    }

    private static boolean isUuid(String text) {
        try {
            return text.length() == 36 && UUID.fromString(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The owner: of a child resource its parent, of an extension resource (role assignment, lock, diagnostic setting) the scope
     * it is attached to, of a top-level resource its resource group or subscription; empty at the top.
     */
    public Optional<ResourceId> parent() {
        int mark = key.lastIndexOf(EXTENSION_MARK);
        List<String> segments = segments();
        if (segments.size() < 2) {
            return Optional.empty();
        }
        int behindMark = mark < 0
                ? segments.size()
                : path.substring(mark + EXTENSION_MARK.length()).split("/").length;
        if (mark >= 0 && behindMark <= 3) {
            return Optional.of(new ResourceId(mark == 0 ? "/" : path.substring(0, mark)));
        }
        boolean belowObject = isGraph() && isUuid(segments.get(segments.size() - 2)) && !isUuid(name());
        String shorter = "/" + String.join("/", segments.subList(0, segments.size() - (belowObject ? 1 : 2)));
        return shorter.length() > 1 && segments.size() > 2 ? Optional.of(new ResourceId(shorter)) : Optional.empty();
    }

    /** This id with {@code /relative} behind it; the relative path is checked like an id. */
    public ResourceId resolve(String relative) {
        String tail = trimSlashes(relative);
        return parse(path.length() == 1 ? "/" + tail : path + "/" + tail);
    }

    /** Whether this id is the other or lies below it. */
    public boolean isWithin(ResourceId scope) {
        return scope.path.length() == 1 || key.equals(scope.key) || key.startsWith(scope.key + "/");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceId that && that.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return path;
    }
}
