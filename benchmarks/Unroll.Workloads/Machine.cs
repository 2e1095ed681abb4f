using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Unroll.Kernels;

namespace Unroll.Workloads;

/// <summary>What a run ran on.</summary>
/// <param name="Processor">Name of the processor, with family and model where its maker leaves out which it is.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="VectorBits">Width of the vectors that the kernels ran on.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
internal sealed record Machine(string Processor, int Cores, int VectorBits, string System, string Runtime)
{
    /// <summary>Whether the processor has AVX-512, whatever the kernels run on: peers may use it.</summary>
    public static bool HasAvx512 { get; } = ReadsFlag("avx512f") ?? Avx512F.IsSupported;

    /// <summary>This machine.</summary>
    public static Machine Current() => new(
        ProcessorName(), Environment.ProcessorCount, 32 * Simd.Lanes, RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    private static string ProcessorName()
    {
        string name = Field("model name") ?? RuntimeInformation.ProcessArchitecture.ToString();
        return Field("cpu family") is { } family && Field("model") is { } model
            ? string.Create(CultureInfo.InvariantCulture, $"{name} (family {family}, model {model})")
            : name;
    }

    private static bool? ReadsFlag(string flag) => Field("flags")?.Split(' ').Contains(flag);

    /// <summary>A field of the first processor where Linux tells; null elsewhere.</summary>
    private static string? Field(string name)
    {
        const string Path = "/proc/cpuinfo";
        return File.Exists(Path)
            ? File.ReadLines(Path).Select(line => line.Split(':', 2))
                .FirstOrDefault(pair => pair.Length == 2 && pair[0].Trim() == name)?[1].Trim()
            : null;
    }
}
