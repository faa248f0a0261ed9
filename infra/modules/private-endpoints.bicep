metadata description = 'Private addresses of the storage account and the key vault, with the DNS zones that lead to them.'

@description('Part of the names.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Virtual network in which the names are resolved.')
param networkId string

@description('Subnet of the endpoints.')
param subnetId string

@description('Storage account.')
param storageId string

@description('Storage account of policy and rules.')
param configurationId string

@description('Key vault.')
param vaultId string

var targets = [
  { part: 'blob', resourceId: storageId, zone: 'privatelink.blob.${environment().suffixes.storage}' }
  { part: 'queue', resourceId: storageId, zone: 'privatelink.queue.${environment().suffixes.storage}' }
  { part: 'table', resourceId: storageId, zone: 'privatelink.table.${environment().suffixes.storage}' }
  {
    part: 'vault'
    resourceId: vaultId
    zone: 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
  }
]

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for target in targets: {
    name: target.zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (target, i) in targets: {
    parent: zones[i]
    name: name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: networkId }
    }
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2025-03-01' = [
  for target in targets: {
    name: 'pe-${name}-${target.part}'
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        {
          name: target.part
          properties: {
            privateLinkServiceId: target.resourceId
            groupIds: [target.part]
          }
        }
      ]
    }
  }
]

resource configuration 'Microsoft.Network/privateEndpoints@2025-03-01' = {
  name: 'pe-${name}-configuration'
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: 'configuration'
        properties: {
          privateLinkServiceId: configurationId
          groupIds: ['blob']
        }
      }
    ]
  }
}

resource configurationRecord 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-03-01' = {
  parent: configuration
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'blob'
        // The first target's zone is that of blobs.
        properties: { privateDnsZoneId: zones[0].id }
      }
    ]
  }
}

resource records 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-03-01' = [
  for (target, i) in targets: {
    parent: endpoints[i]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: target.part
          properties: { privateDnsZoneId: zones[i].id }
        }
      ]
    }
  }
]
