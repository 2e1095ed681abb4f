namespace Unroll.Tests.Golden;

/// <summary>The cases of the golden folder, read once.</summary>
internal static class GoldenCases
{
    private static readonly Lazy<IReadOnlyList<GoldenCase>> _all = new(() => [.. GoldenFolder.Files().Select(GoldenCase.Read)]);

    public static IReadOnlyList<GoldenCase> All => _all.Value;

    public static GoldenCase Named(string name) => All.Single(golden => golden.Name == name);
}
