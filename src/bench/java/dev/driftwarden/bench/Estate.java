package dev.driftwarden.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.practice.PracticeAzure;
import dev.driftwarden.resource.ResourceId;

/** Resources of the practice Azure's sample estate, and copies of them. */
final class Estate {
    private static final String PRODUCTION = "/subscriptions/00000000-0000-0000-0000-00000000000a";
    static final String STORAGE_ACCOUNT =
            PRODUCTION + "/resourceGroups/rg-docs/providers/Microsoft.Storage/storageAccounts/stcontosodocs01";
    static final String NETWORK_GROUP =
            PRODUCTION + "/resourceGroups/rg-shop/providers/Microsoft.Network/networkSecurityGroups/nsg-shop-web";
    static final String ROLE_ASSIGNMENT = PRODUCTION
            + "/providers/Microsoft.Authorization/roleAssignments/33333333-0000-0000-0000-000000000002";

    private Estate() {}

    /** A copy of a resource beside it, under another name. */
    static ObjectNode copy(PracticeAzure practice, String id, String name) {
        ObjectNode body = practice.get(ResourceId.parse(id)).orElseThrow().deepCopy();
        body.put("id", id.substring(0, id.lastIndexOf('/') + 1) + name);
        body.put("name", name);
        return body;
    }
}
