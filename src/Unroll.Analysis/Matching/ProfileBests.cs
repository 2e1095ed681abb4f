namespace Unroll.Analysis.Matching;

/// <summary>The highest correlation of each window with those before it and those after it, and the bands that they lie in.</summary>
internal sealed class ProfileBests
{
    private readonly int _count;

    /// <summary>Starts with none.</summary>
    /// <param name="count">Windows.</param>
    /// <param name="spare">Windows after the last that may be written.</param>
    public ProfileBests(int count, int spare)
    {
        _count = count + spare;
        (After, AfterBands) = (new double[_count], new double[_count]);
        (Before, BeforeBands) = (new double[_count], new double[_count]);
        Array.Fill(After, double.NegativeInfinity);
        Array.Fill(Before, double.NegativeInfinity);
    }

    /// <summary>The highest correlation with a window after; −∞ where there is none.</summary>
    public double[] After { get; }

    /// <summary>The number of its band, a whole number.</summary>
    public double[] AfterBands { get; }

    /// <summary>The highest correlation with a window before; −∞ where there is none.</summary>
    public double[] Before { get; }

    /// <summary>The number of its band, a whole number.</summary>
    public double[] BeforeBands { get; }

    /// <summary>Takes what is better in another; of the same the lower band, whoever found it.</summary>
    /// <param name="other">The other one, of as many windows.</param>
    public void Merge(ProfileBests other)
    {
        for (int row = 0; row < _count; row++)
        {
            LanesScalar.TakeBetter(other.After[row], other.AfterBands[row], ref After[0], ref AfterBands[0], row);
            LanesScalar.TakeBetter(other.Before[row], other.BeforeBands[row], ref Before[0], ref BeforeBands[0], row);
        }
    }
}
