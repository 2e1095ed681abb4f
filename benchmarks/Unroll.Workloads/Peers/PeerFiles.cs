namespace Unroll.Workloads.Peers;

/// <summary>Where the peers and the scripts that run them lie.</summary>
/// <param name="Python">The Python that has PyTorch.</param>
/// <param name="Node">Node.js.</param>
/// <param name="TorchScript">The script that runs PyTorch.</param>
/// <param name="OnnxScript">The script that runs ONNX Runtime.</param>
/// <param name="Models">Folder of the ONNX files.</param>
/// <param name="NodeModules">Folder of the Node packages.</param>
/// <param name="PosixBlas">Folder of the OpenBLAS with POSIX threads.</param>
/// <param name="OpenMpBlas">Folder of the OpenBLAS with OpenMP.</param>
internal sealed record PeerFiles(
    string Python, string Node, string TorchScript, string OnnxScript, string Models, string NodeModules, string PosixBlas,
    string OpenMpBlas)
{
    /// <summary>As <c>eng/bench.sh</c> installs them and says in the environment.</summary>
    /// <exception cref="InputException">It has not said where something is.</exception>
    public static PeerFiles Find()
    {
        string scripts = Repository.PathOf("benchmarks", "peers"), installed = Repository.PathOf("benchmarks", ".peers");
        return new PeerFiles(
            Variable("UNROLL_BENCH_PYTHON"),
            Variable("UNROLL_BENCH_NODE"),
            Path.Combine(scripts, "torch_turns.py"),
            Path.Combine(scripts, "onnx_turns.mjs"),
            Path.Combine(installed, "models"),
            Path.Combine(installed, "node_modules"),
            Variable("UNROLL_BENCH_BLAS_PTHREAD"),
            Variable("UNROLL_BENCH_BLAS_OPENMP"));
    }

    /// <summary>The Python alone, with whatever library was wanted of it.</summary>
    /// <exception cref="InputException">Nobody has said where it is.</exception>
    public static string FindPython() => Variable("UNROLL_BENCH_PYTHON");

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InputException(
                $"{name} is not set: run eng/bench.sh, which installs the peers and says where they are, or give --no-peers.");
}
