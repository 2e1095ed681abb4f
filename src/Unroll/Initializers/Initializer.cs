namespace Unroll.Initializers;

/// <summary>Gives a parameter its first values.</summary>
public abstract class Initializer
{
    private static readonly NameTable<Initializer> _table = new(
        "initializer",
        new("glorot-uniform", [], _ => new GlorotUniform()) { Aliases = ["xavier-uniform"] },
        new("glorot-normal", [], _ => new GlorotNormal()) { Aliases = ["xavier-normal"] },
        new("he-uniform", [], _ => new HeUniform()) { Aliases = ["kaiming-uniform"] },
        new("he-normal", [], _ => new HeNormal()) { Aliases = ["kaiming-normal"] },
        new("orthogonal", ["gain"], settings => new Orthogonal(settings.Single("gain", 1))),
        new("zeros", [], _ => new Zeros()),
        new("ones", [], _ => new Ones()),
        new("constant", ["value"], settings => new Constant(settings.Single("value", 0))),
        new(
            "random-uniform",
            ["minimum", "maximum"],
            settings => new RandomUniform(settings.Single("minimum", -0.05f), settings.Single("maximum", 0.05f))),
        new(
            "random-normal",
            ["mean", "standard-deviation"],
            settings => new RandomNormal(settings.Single("mean", 0), settings.Single("standard-deviation", 0.05f))));

    /// <summary>Name in recipes and model files: <c>glorot-uniform</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The settings that <see cref="FromName"/> needs to make this initializer again; empty for most.</summary>
    public virtual IReadOnlyDictionary<string, double> Settings => Unroll.Settings.None;

    /// <summary>Makes an initializer from its name.</summary>
    /// <param name="name">
    /// <c>glorot-uniform</c>, <c>glorot-normal</c>, <c>he-uniform</c>, <c>he-normal</c>, <c>orthogonal</c>, <c>zeros</c>, <c>ones</c>,
    /// <c>constant</c>, <c>random-uniform</c> or <c>random-normal</c>.
    /// </param>
    /// <param name="settings">Settings by name; what is absent keeps its default.</param>
    /// <exception cref="InputException">The name or a setting is not known, or a value is not allowed.</exception>
    public static Initializer FromName(string name, IReadOnlyDictionary<string, double>? settings = null) => _table.Create(name, settings);

    /// <summary>Writes the first values.</summary>
    /// <param name="values">Where to write; a kernel is row-major <c>[fanIn, fanOut]</c>.</param>
    /// <param name="fanIn">Inputs of each unit, at least 1.</param>
    /// <param name="fanOut">Units that each input goes to, at least 1.</param>
    /// <param name="random">Where random numbers come from.</param>
    public abstract void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random);

    /// <summary>Writes independent numbers, uniform from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    private protected static void FillUniform(Span<float> values, double minimum, double maximum, RandomStream random)
    {
        foreach (ref float value in values)
        {
            value = (float)(minimum + ((maximum - minimum) * random.NextDouble()));
        }
    }

    /// <summary>Writes independent normal numbers, drawn anew where they are beyond two standard deviations.</summary>
    /// <param name="values">Where to write.</param>
    /// <param name="standardDeviation">Standard deviation of what is written, that is, after truncating.</param>
    /// <param name="random">Where random numbers come from.</param>
    private protected static void FillTruncatedNormal(Span<float> values, double standardDeviation, RandomStream random)
    {
        // The standard deviation of a standard normal number that is kept within ±2.
        const double Truncated = 0.87962566103423978;
        foreach (ref float value in values)
        {
            double normal;
            do
            {
                normal = random.NextNormal();
            }
            while (Math.Abs(normal) > 2);
            value = (float)(normal * standardDeviation / Truncated);
        }
    }
}
