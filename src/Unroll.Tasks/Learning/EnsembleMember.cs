namespace Unroll.Tasks.Learning;

/// <summary>A member of an ensemble: its networks, and what they need beside their weights.</summary>
/// <param name="Name">Its name in results.</param>
/// <param name="Learned">Its fitted state: preparation, windows, the meaning of outputs.</param>
/// <param name="Networks">Its networks.</param>
/// <param name="Weight">Its weight in the mean of predictions, above 0.</param>
public sealed record EnsembleMember(string Name, LearnedTask Learned, Ensemble Networks, double Weight);
