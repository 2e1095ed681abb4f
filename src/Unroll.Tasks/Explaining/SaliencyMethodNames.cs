using Unroll.Insight.Attribution;

namespace Unroll.Tasks.Explaining;

/// <summary>Names of the measures of saliency in commands and documents.</summary>
public static class SaliencyMethodNames
{
    private static readonly (SaliencyMethod Method, string Name)[] _names =
    [
        (SaliencyMethod.Gradient, "gradient"),
        (SaliencyMethod.GradientTimesInput, "gradient-times-input"),
        (SaliencyMethod.IntegratedGradients, "integrated-gradients"),
        (SaliencyMethod.Occlusion, "occlusion"),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All => [.. _names.Select(pair => pair.Name)];

    /// <summary>The name of a measure.</summary>
    /// <param name="method">The measure.</param>
    public static string Of(SaliencyMethod method) => _names.Single(pair => pair.Method == method).Name;

    /// <summary>The measure of a name; null where there is none.</summary>
    /// <param name="name">The name.</param>
    public static SaliencyMethod? Find(string name) =>
        _names.Where(pair => pair.Name == name).Select(pair => (SaliencyMethod?)pair.Method).FirstOrDefault();
}
