namespace Unroll.Insight.Gradients;

/// <summary>A training to remember the first of some timesteps.</summary>
/// <param name="Span">Timesteps.</param>
/// <param name="Accuracy">Accuracy on unseen sequences; 0.5 is chance.</param>
/// <param name="Epochs">Epochs that it took.</param>
public sealed record MemorySpanTrial(int Span, double Accuracy, int Epochs);
