using System.Globalization;

namespace Unroll.Workloads.Peers;

/// <summary>
/// The settings that can be a library's best: which one is, differs from workload to workload, so all are timed and the fastest counts.
/// <list type="bullet">
/// <item>PyTorch on one thread with the OpenBLAS of POSIX threads, and on two with that of OpenMP, whose threads it shares: with the other
/// one two pools of threads fight for the cores.</item>
/// <item>OpenBLAS with its AVX-512 kernels where the processor has AVX-512: it does not know every newer processor.</item>
/// <item>PyTorch's own loops with and without AVX-512, which this version does not use by itself and which does not always help.</item>
/// <item>ONNX Runtime on one thread and on two.</item>
/// </list>
/// </summary>
internal static class PeerSettings
{
    /// <summary>Name of PyTorch in the results.</summary>
    public const string PyTorch = "pytorch";

    /// <summary>Name of ONNX Runtime in the results.</summary>
    public const string OnnxRuntime = "onnxruntime";

    /// <summary>All settings for a machine.</summary>
    /// <param name="files">Where the peers lie.</param>
    /// <param name="cores">Cores of the machine.</param>
    /// <param name="hasAvx512">Whether its processor has AVX-512.</param>
    public static IReadOnlyList<PeerSetting> For(PeerFiles files, int cores, bool hasAvx512)
    {
        List<PeerSetting> settings = [];
        foreach (int threads in cores > 1 ? (int[])[1, 2] : [1])
        {
            settings.Add(Torch(files, threads, hasAvx512, wideLoops: false));
            if (hasAvx512)
            {
                settings.Add(Torch(files, threads, hasAvx512, wideLoops: true));
            }
        }

        foreach (int threads in cores > 1 ? (int[])[1, 2] : [1])
        {
            settings.Add(new PeerSetting(
                OnnxRuntime, $"{threads}t", threads, Trains: false, files.Node,
                [files.OnnxScript, Text(threads), files.Models, files.NodeModules], Empty()));
        }

        return settings;
    }

    private static PeerSetting Torch(PeerFiles files, int threads, bool hasAvx512, bool wideLoops)
    {
        Dictionary<string, string> environment = Empty();
        environment["OMP_NUM_THREADS"] = Text(threads);
        environment["OPENBLAS_NUM_THREADS"] = Text(threads);
        environment["PYTHONDONTWRITEBYTECODE"] = "1";
        environment["LD_LIBRARY_PATH"] = threads == 1 ? files.PosixBlas : files.OpenMpBlas;
        if (hasAvx512)
        {
            environment["OPENBLAS_CORETYPE"] = "SkylakeX";
        }

        if (wideLoops)
        {
            environment["ATEN_CPU_CAPABILITY"] = "avx512";
        }

        return new PeerSetting(
            PyTorch, $"{threads}t{(wideLoops ? ",avx512" : "")}", threads, Trains: true, files.Python, [files.TorchScript, Text(threads)],
            environment);
    }

    private static Dictionary<string, string> Empty() => new(StringComparer.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
