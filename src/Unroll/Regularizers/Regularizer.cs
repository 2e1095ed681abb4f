namespace Unroll.Regularizers;

/// <summary>A penalty on the size of weights or activations, which training makes small beside the loss. Stateless.</summary>
public abstract class Regularizer
{
    private static readonly NameTable<Regularizer> _table = new(
        "regularizer",
        new("l1", ["rate"], settings => new L1(settings.Single("rate", L1.DefaultRate))),
        new("l2", ["rate"], settings => new L2(settings.Single("rate", L2.DefaultRate))),
        new("l1-l2", ["l1", "l2"], settings => new L1L2(settings.Single("l1", L1.DefaultRate), settings.Single("l2", L2.DefaultRate))));

    /// <summary>Name in model files: <c>l2</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The settings that <see cref="FromName"/> needs to make this regularizer again.</summary>
    public abstract IReadOnlyDictionary<string, double> Settings { get; }

    /// <summary>Makes a regularizer from its name.</summary>
    /// <param name="name"><c>l1</c>, <c>l2</c> or <c>l1-l2</c>.</param>
    /// <param name="settings">Settings by name: <c>rate</c>, or <c>l1</c> and <c>l2</c>.</param>
    /// <exception cref="InputException">The name or a setting is not known.</exception>
    public static Regularizer FromName(string name, IReadOnlyDictionary<string, double>? settings = null) => _table.Create(name, settings);

    /// <summary>The penalty, summed in double precision in a fixed order.</summary>
    /// <param name="values">Weights or activations.</param>
    public abstract double Penalty(ReadOnlySpan<float> values);

    /// <summary>Adds the gradient of the penalty.</summary>
    /// <param name="values">Weights or activations.</param>
    /// <param name="gradient">Added to; as long as <paramref name="values"/>.</param>
    /// <param name="scale">Factor of the penalty.</param>
    public abstract void AddGradient(ReadOnlySpan<float> values, Span<float> gradient, float scale);
}
