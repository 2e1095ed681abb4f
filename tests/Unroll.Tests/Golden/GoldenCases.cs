namespace Unroll.Tests.Golden;

/// <summary>The cases of the golden folder, read once.</summary>
internal static class GoldenCases
{
    private static readonly Lazy<IReadOnlyList<GoldenCase>> _all = new(() => [.. GoldenFolder.Files().Select(GoldenCase.Read)]);

    public static IReadOnlyList<GoldenCase> All => _all.Value;

    /// <summary>Those that can be run, and those of unknown kind, which fail when they are run.</summary>
    public static IEnumerable<GoldenCase> Runnable => All.Where(golden => !GoldenSupport.IsKnown(golden) || GoldenSupport.WaitsFor(golden) is null);

    /// <summary>Those that wait for a layer or an option that does not exist yet, with what they wait for.</summary>
    public static IEnumerable<(GoldenCase Case, string WaitsFor)> Waiting =>
        from golden in All
        where GoldenSupport.IsKnown(golden)
        let missing = GoldenSupport.WaitsFor(golden)
        where missing is not null
        select (golden, missing);

    public static GoldenCase Named(string name) => All.Single(golden => golden.Name == name);
}
