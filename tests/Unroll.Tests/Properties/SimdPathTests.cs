using System.Runtime.Intrinsics;
using Unroll.Kernels;
using Xunit.Abstractions;

namespace Unroll.Tests.Properties;

/// <summary>A rerun of the suite on a narrower vector width must really run on it, or it proves nothing.</summary>
public sealed class SimdPathTests(ITestOutputHelper output)
{
    [Fact]
    public void Suite_runs_on_the_path_that_the_environment_asks_for()
    {
        string? forced = Environment.GetEnvironmentVariable(Simd.EnvironmentVariable);
        output.WriteLine($"{Simd.EnvironmentVariable}={forced}; the kernels run on {Simd.Path}, {Simd.Lanes} floats a vector.");
        SimdPath expected = forced switch
        {
            "512" => SimdPath.Vector512,
            "256" => SimdPath.Vector256,
            "128" => SimdPath.Vector128,
            "scalar" => SimdPath.Scalar,
            _ when Vector512.IsHardwareAccelerated => SimdPath.Vector512,
            _ when Vector256.IsHardwareAccelerated => SimdPath.Vector256,
            _ when Vector128.IsHardwareAccelerated => SimdPath.Vector128,
            _ => SimdPath.Scalar,
        };
        Assert.Equal(expected, Simd.Path);
        Assert.Equal(expected switch { SimdPath.Vector512 => 16, SimdPath.Vector256 => 8, SimdPath.Vector128 => 4, _ => 1 }, Simd.Lanes);
    }

    /// <summary>The runtime's own switches take the instructions away; the kernels must follow.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 512)]
    [InlineData("DOTNET_EnableAVX2", 256)]
    [InlineData("DOTNET_EnableHWIntrinsic", 128)]
    public void Path_keeps_below_what_the_runtime_has_switched_off(string variable, int bits)
    {
        bool isOff = Environment.GetEnvironmentVariable(variable) == "0";
        bool isForced = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Simd.EnvironmentVariable));
        Assert.True(!isOff || isForced || Simd.Lanes * 32 < bits, $"{variable}=0, but the kernels run on {Simd.Path}.");
    }

    [Fact]
    public void Unknown_width_is_refused_with_the_known_ones()
    {
        var error = Assert.Throws<InputException>(() => Simd.Choose("1024", SimdPath.Vector512));
        Assert.Contains("512, 256, 128 or scalar", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Else the kernels' masked moves would end in an instruction that is not there.</summary>
    [Theory]
    [InlineData("512", SimdPath.Vector256, "256, 128 or scalar")]
    [InlineData("512", SimdPath.Vector128, "128 or scalar")]
    [InlineData("256", SimdPath.Vector128, "128 or scalar")]
    [InlineData("128", SimdPath.Scalar, "scalar")]
    public void Width_that_is_not_accelerated_is_refused_with_those_that_are(string forced, object widest, string possible)
    {
        var error = Assert.Throws<InputException>(() => Simd.Choose(forced, (SimdPath)widest));
        Assert.StartsWith($"{Simd.EnvironmentVariable} is '{forced}', but", error.Message, StringComparison.Ordinal);
        Assert.EndsWith($": set it to {possible}, or unset it.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, SimdPath.Vector256, SimdPath.Vector256)]
    [InlineData("", SimdPath.Vector128, SimdPath.Vector128)]
    [InlineData("512", SimdPath.Vector512, SimdPath.Vector512)]
    [InlineData("256", SimdPath.Vector512, SimdPath.Vector256)]
    [InlineData("128", SimdPath.Vector256, SimdPath.Vector128)]
    [InlineData("scalar", SimdPath.Vector512, SimdPath.Scalar)]
    [InlineData("scalar", SimdPath.Scalar, SimdPath.Scalar)]
    public void Accelerated_width_is_taken(string? forced, object widest, object expected) =>
        Assert.Equal((SimdPath)expected, Simd.Choose(forced, (SimdPath)widest));
}
