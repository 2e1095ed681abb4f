namespace Unroll.Tasks.Explaining;

/// <summary>The importance of a feature over all explained samples.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Share">Its share of the magnitudes of all saliencies, from 0 to 1.</param>
public sealed record FeatureImportance(string Feature, double Share);
