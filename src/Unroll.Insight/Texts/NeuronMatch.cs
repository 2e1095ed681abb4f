namespace Unroll.Insight.Texts;

/// <summary>A unit that follows a feature of a text.</summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="Unit">The unit, from 0.</param>
/// <param name="Correlation">Pearson's correlation of its firing with the feature, from −1 to 1.</param>
public sealed record NeuronMatch(string Feature, int Unit, double Correlation);
