namespace Unroll.Layers;

/// <summary>The padding of a sliding window at the ends of a sequence; named as in Keras.</summary>
public enum WindowPadding
{
    /// <summary>None: the window stays within the sequence, so that the output is shorter than the input.</summary>
    Valid,

    /// <summary>
    /// The sequence is continued at both ends, so that there are as many outputs as strides fit into the input; what does not divide evenly
    /// is added at the end.
    /// </summary>
    Same,

    /// <summary>The sequence is continued at the beginning alone: an output never depends on later timesteps.</summary>
    Causal,
}
