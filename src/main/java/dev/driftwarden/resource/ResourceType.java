package dev.driftwarden.resource;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A resource type such as {@code Microsoft.Storage/storageAccounts/blobServices/containers}, or
 * {@code Microsoft.Graph/identity/conditionalAccess/policies} for a directory object. Equal without regard to case.
 */
public final class ResourceType {
    private final String name;
    private final String key;

    private ResourceType(String name) {
        this.name = name;
        this.key = name.toLowerCase(Locale.ROOT);
    }

    /** The type with this name; leading and trailing slashes are dropped. */
    @JsonCreator
    public static ResourceType of(String name) {
        return new ResourceType(ResourceId.trimSlashes(name));
    }

    /** The name in the case it was given in. */
    @JsonValue
    public String name() {
        return name;
    }

    /** The lower-case name, fit for maps and stored keys. */
    public String key() {
        return key;
    }

    /** The resource provider, for instance {@code Microsoft.Storage}. */
    public String provider() {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    public boolean isGraph() {
        return key.startsWith("microsoft.graph/");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceType that && that.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
