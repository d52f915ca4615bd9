"""Volumes: what a Pod mounts, what was claimed, what there is (Kubernetes 1.34, core and storage validation)."""

from labs.engines.kube.manifests.names import dns_label, dns_subdomain, qualified_name
from labs.engines.kube.manifests.resources import AMOUNTS
from labs.engines.kube.manifests.selectors import LABEL_SELECTOR, NODE_SELECTOR
from labs.engines.kube.manifests.shapes import listed, mapped, one_of, record, text, truth

MODES = listed(one_of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"))
VOLUME_AMOUNTS = record({"requests": AMOUNTS, "limits": AMOUNTS})

MODE = one_of("Block", "Filesystem")

# Of what a Pod mounts, what the scheduler asks for: claims, and disks that one Pod at a time may write.
SOURCES = {
    "persistentVolumeClaim": record({"claimName": dns_subdomain, "readOnly": truth}, needs=("claimName",)),
    "ephemeral": record({}),
    "gcePersistentDisk": record({"pdName": text, "readOnly": truth}, needs=("pdName",)),
    "awsElasticBlockStore": record({"volumeID": text, "readOnly": truth}, needs=("volumeID",)),
    "rbd": record(
        {"monitors": listed(text), "image": text, "pool": text, "readOnly": truth}, needs=("monitors", "image")
    ),
    "iscsi": record({"targetPortal": text, "iqn": text, "readOnly": truth}, needs=("targetPortal", "iqn")),
}
VOLUMES = listed(record({"name": dns_label, **SOURCES}, needs=("name",)))
CLAIM_SPEC = record(
    {
        "accessModes": MODES,
        "resources": VOLUME_AMOUNTS,
        "selector": LABEL_SELECTOR,
        "storageClassName": text,
        "volumeMode": MODE,
        "volumeName": text,
    },
    needs=("accessModes",),
)
CLAIM_STATUS = record({"phase": text}, only=True)
VOLUME_SPEC = record(
    {
        "accessModes": MODES,
        "capacity": AMOUNTS,
        "storageClassName": text,
        "volumeMode": MODE,
        "csi": record({"driver": text, "volumeHandle": text}, needs=("driver", "volumeHandle")),
        "claimRef": record({"name": text, "namespace": text, "uid": text}),
        "nodeAffinity": record({"required": NODE_SELECTOR}),
    },
    needs=("accessModes", "capacity"),
)
VOLUME_STATUS = CLAIM_STATUS

# A storage class has no spec.
STORAGE_CLASS_FIELDS = {
    "provisioner": text,
    "parameters": mapped(text, text),
    "volumeBindingMode": one_of("Immediate", "WaitForFirstConsumer"),
    "allowedTopologies": listed(
        record(
            {
                "matchLabelExpressions": listed(
                    record({"key": qualified_name, "values": listed(text)}, needs=("key", "values"))
                )
            }
        )
    ),
}
