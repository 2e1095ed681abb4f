namespace Unroll.Losses;

/// <summary>The kind of predictions that a loss or a metric takes, by which an activation fits the last layer.</summary>
public enum PredictionKind
{
    /// <summary>Numbers of any kind: every activation fits.</summary>
    Any,

    /// <summary>Each a probability of its own, from 0 to 1: sigmoid.</summary>
    Probabilities,

    /// <summary>A probability for each class, which sum to 1: softmax.</summary>
    Distribution,

    /// <summary>Logits, or parameters before they are mapped to their range: no activation.</summary>
    Unbounded,
}
