namespace Unroll.Tests.Golden;

/// <summary>The cases of the golden folder, read once.</summary>
internal static class GoldenCases
{
    private static readonly Lazy<IReadOnlyList<GoldenCase>> _all = new(() => [.. GoldenFolder.Files().Select(GoldenCase.Read)]);

    public static IReadOnlyList<GoldenCase> All => _all.Value;

    /// <summary>Those that can be run, and those of unknown kind, which fail when they are run.</summary>
    public static IEnumerable<GoldenCase> Runnable => All.Where(golden => !TryWaitsFor(golden, out string? missing) || missing is null);

    /// <summary>Those that wait for a layer or an option that does not exist yet, with what they wait for.</summary>
    public static IEnumerable<(GoldenCase Case, string WaitsFor)> Waiting =>
        All.Where(golden => TryWaitsFor(golden, out string? missing) && missing is not null).Select(golden => (golden, GoldenSupport.WaitsFor(golden)!));

    public static GoldenCase Named(string name) => All.Single(golden => golden.Name == name);

    private static bool TryWaitsFor(GoldenCase golden, out string? missing)
    {
        try
        {
            missing = GoldenSupport.WaitsFor(golden);
            return true;
        }
        catch (NotSupportedException)
        {
            missing = null;
            return false;
        }
    }
}
