namespace Unroll.Workloads.Peers;

/// <summary>What the peers are called in a table.</summary>
internal static class PeerNames
{
    /// <summary>A library's own name for itself.</summary>
    /// <param name="library">Its name in the results.</param>
    public static string Title(string library) => library switch
    {
        PeerSettings.PyTorch => "PyTorch",
        PeerSettings.OnnxRuntime => "ONNX Runtime",
        _ => library,
    };
}
