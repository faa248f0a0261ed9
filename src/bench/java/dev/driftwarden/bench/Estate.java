package dev.driftwarden.bench;

/** Resources of the practice Azure's sample estate. */
final class Estate {
    static final String PRODUCTION = "/subscriptions/00000000-0000-0000-0000-00000000000a";
    static final String STORAGE_ACCOUNT =
            PRODUCTION + "/resourceGroups/rg-docs/providers/Microsoft.Storage/storageAccounts/stcontosodocs01";

    private Estate() {}
}
