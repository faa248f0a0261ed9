package dev.driftwarden.infra;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Actions that Azure asks for besides the write itself, on what the written resource refers to. A whole body is sent back, so
 * that every reference in it counts as made anew.
 */
final class LinkedActions {
    private static final String NETWORK = "Microsoft.Network/";
    private static final List<String> SERVICE_ENDPOINT =
            List.of(NETWORK + "virtualNetworks/subnets/joinViaServiceEndpoint/action");

    private static final Map<String, List<String>> BY_ACTION = Map.of(
            "microsoft.network/networksecuritygroups/securityrules/write",
            List.of(NETWORK + "applicationSecurityGroups/joinNetworkSecurityRule/action"),
            "microsoft.network/networksecuritygroups/write",
            List.of(NETWORK + "applicationSecurityGroups/joinNetworkSecurityRule/action"),
            "microsoft.network/virtualnetworks/subnets/write",
            List.of(
                    NETWORK + "networkSecurityGroups/join/action",
                    NETWORK + "routeTables/join/action",
                    NETWORK + "natGateways/join/action",
                    NETWORK + "serviceEndpointPolicies/join/action"),
            "microsoft.network/networkinterfaces/write",
            List.of(
                    NETWORK + "virtualNetworks/subnets/join/action",
                    NETWORK + "networkSecurityGroups/join/action",
                    NETWORK + "publicIPAddresses/join/action",
                    NETWORK + "loadBalancers/backendAddressPools/join/action"),
            "microsoft.storage/storageaccounts/write",
            SERVICE_ENDPOINT,
            "microsoft.keyvault/vaults/write",
            SERVICE_ENDPOINT,
            "microsoft.compute/virtualmachines/write",
            List.of(NETWORK + "networkInterfaces/join/action"));

    private LinkedActions() {}

    /** Adds what Azure asks for besides the given actions. */
    static void add(Set<String> actions) {
        List.copyOf(actions)
                .forEach(action -> actions.addAll(BY_ACTION.getOrDefault(action.toLowerCase(Locale.ROOT), List.of())));
    }
}
