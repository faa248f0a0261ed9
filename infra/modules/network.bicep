metadata description = 'A virtual network with one subnet for the calls of the app and one for private endpoints.'

@description('Part of the names.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Address space: a /24 or larger.')
param addressSpace string

resource network 'Microsoft.Network/virtualNetworks@2025-03-01' = {
  name: 'vnet-${name}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressSpace] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressSpace, 26, 0)
          delegations: [
            {
              name: 'flex-consumption'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressSpace, 26, 1)
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

@description('Resource id of the network.')
output networkId string = network.id

@description('Subnet for the calls of the app.')
output appSubnetId string = '${network.id}/subnets/app'

@description('Subnet for private endpoints.')
output endpointSubnetId string = '${network.id}/subnets/endpoints'
