using Unroll.Catalogue;

namespace Unroll.Regularizers;

/// <summary>A penalty on the size of weights or activations, minimised with the loss. Stateless.</summary>
public abstract class Regularizer
{
    /// <summary>All regularizers by name; users register their own here.</summary>
    public static BlockCatalogue<Regularizer> Catalogue { get; } = new("regularizer", () => [L1.Entry, L2.Entry, L1L2.Entry]);

    /// <summary>Name in recipes and model files: <c>l2</c>.</summary>
    public string Name => Catalogue.NameOf(this);

    /// <summary>The penalty, summed in double precision in a fixed order.</summary>
    /// <param name="values">Weights or activations.</param>
    public abstract double Penalty(ReadOnlySpan<float> values);

    /// <summary>Adds the gradient of the penalty.</summary>
    /// <param name="values">Weights or activations.</param>
    /// <param name="gradient">Added to; as long as <paramref name="values"/>.</param>
    /// <param name="scale">Factor of the penalty.</param>
    public abstract void AddGradient(ReadOnlySpan<float> values, Span<float> gradient, float scale);
}
