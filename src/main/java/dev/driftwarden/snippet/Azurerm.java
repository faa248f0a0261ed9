package dev.driftwarden.snippet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Operation.Method;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The few attributes of the azurerm provider (4.x) whose names and values are known to mean the same as Azure's. */
final class Azurerm {
    private static final Map<String, Block> BLOCKS = Map.of(
            "microsoft.storage/storageaccounts",
            new Block(
                    "azurerm_storage_account",
                    Map.of(
                            "allowBlobPublicAccess", "allow_nested_items_to_be_public",
                            "supportsHttpsTrafficOnly", "https_traffic_only_enabled",
                            "minimumTlsVersion", "min_tls_version",
                            "allowSharedKeyAccess", "shared_access_key_enabled",
                            "allowCrossTenantReplication", "cross_tenant_replication_enabled")),
            "microsoft.sql/servers",
            new Block("azurerm_mssql_server", Map.of("minimalTlsVersion", "minimum_tls_version")));

    /** @param attributes by Azure's name below {@code properties} */
    private record Block(String name, Map<String, String> attributes) {}

    private Azurerm() {}

    /** A block and what to set in it. */
    record Change(String block, Map<String, JsonNode> attributes) {}

    /** Empty when anything that is written has no known attribute. */
    static Optional<Change> of(Operation operation, JsonNode body) {
        JsonNode properties = body.path("properties");
        boolean simple = operation.method() == Method.PATCH && body.size() == 1 && !properties.isEmpty();
        return Optional.ofNullable(BLOCKS.get(operation.target().type().key()))
                .filter(block -> simple && knowsAll(block, properties))
                .map(block -> change(block, properties));
    }

    private static boolean knowsAll(Block block, JsonNode properties) {
        return properties.properties().stream()
                .allMatch(one -> block.attributes().containsKey(one.getKey())
                        && one.getValue().isValueNode());
    }

    private static Change change(Block block, JsonNode properties) {
        Map<String, JsonNode> attributes = new TreeMap<>();
        properties.properties().forEach(one -> attributes.put(block.attributes().get(one.getKey()), one.getValue()));
        return new Change(block.name(), attributes);
    }
}
