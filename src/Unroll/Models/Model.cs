namespace Unroll.Models;

/// <summary>A network that can be trained.</summary>
public abstract class Model
{
    /// <summary>All weights, one parameter after another.</summary>
    public abstract float[] GetWeights();

    /// <summary>Replaces all weights.</summary>
    /// <param name="weights">As <see cref="GetWeights"/> gave them.</param>
    public abstract void SetWeights(ReadOnlySpan<float> weights);

    /// <summary>Writes the model file.</summary>
    /// <param name="path">Where to write it.</param>
    public abstract void Save(string path);
}
