import { BlockList, isIP } from "node:net";

/** Whether an address lies in one of them; one of IPv4 may be written as IPv6. */
export function isIn(list: BlockList, given = ""): boolean {
  const address = given.replace(/^::ffff:(?=\d+\.)/i, "");
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? "ipv4" : "ipv6");
}

/** Addresses such as 10.0.0.5, and networks such as 10.0.0.0/8, which were checked before. */
export function networks(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const address of addresses) {
    const [network = "", prefix] = address.split("/");
    const family = isIP(network) === 4 ? "ipv4" : "ipv6";
    if (prefix === undefined) list.addAddress(network, family);
    else list.addSubnet(network, Number(prefix), family);
  }
  return list;
}
