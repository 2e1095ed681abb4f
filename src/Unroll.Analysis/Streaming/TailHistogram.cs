namespace Unroll.Analysis.Streaming;

/// <summary>
/// A histogram of magnitudes on a logarithmic scale that says of a new one how many of the remembered points were to be expected as large:
/// by counting within what has been seen, and by a Pareto tail (Hill, 1975) where there are few.
/// </summary>
internal sealed class TailHistogram
{
    // Eight bins an octave over twenty octaves, from 1/256 of the unit to 4096 times it.
    private const int BinsPerOctave = 8;
    private const int Octaves = 20;
    private const int Bins = BinsPerOctave * Octaves;
    private const double Smallest = 1.0 / 256;

    // The points that make up the tail.
    private const double TailPoints = 40;

    // The tail is found again at the latest after so many points, as it moves slowly, and whenever a point may lie in it.
    private const int RefreshPoints = 32;

    // A tail's index is at most 1 / this: no stream is so regular that a little more than ever before is impossible.
    private const double LeastMeanExcess = 0.08;

    // The mean excess where no point has been seen on this side.
    private const double NoTailExcess = 0.5;
    private const double LogOctave = 0.69314718055994531;

    private static readonly long _smallestBits = BitConverter.DoubleToInt64Bits(Smallest);

    private readonly double[] _weights = new double[Bins];
    private int _start;
    private int _sinceRefresh;
    private double _tailWeight;
    private double _meanExcess = LeastMeanExcess;

    /// <summary>Whether there were enough points for a tail, when it was found last.</summary>
    /// <param name="weight">The weight of a point now.</param>
    public bool HasTail(double weight) => _tailWeight >= TailPoints * weight;

    /// <summary>The rarity of a magnitude as of <see cref="Add"/>, which is not remembered.</summary>
    /// <param name="magnitude">The magnitude, at least 0.</param>
    /// <param name="weight">The weight of a point now.</param>
    public double Judge(double magnitude, double weight)
    {
        double position = Position(magnitude);
        Refresh(weight);
        return (int)position >= _start ? Rarity(position, (int)position, weight) : 0;
    }

    /// <summary>
    /// The reciprocal of the number of remembered points that were to be expected as large as a magnitude; 0 where it is below the tail.
    /// Then the magnitude is remembered, too.
    /// </summary>
    /// <param name="magnitude">The magnitude, at least 0.</param>
    /// <param name="weight">The weight of a point now; it grows, so that past points count less.</param>
    /// <param name="isJudged">Whether it is judged, or only remembered.</param>
    public double Add(double magnitude, double weight, bool isJudged)
    {
        double position = Position(magnitude);
        int bin = (int)position;
        double rarity = 0;
        bool mayBeInTail = isJudged && bin >= _start;
        if (mayBeInTail || ++_sinceRefresh >= RefreshPoints)
        {
            Refresh(weight);
            rarity = mayBeInTail && bin >= _start ? Rarity(position, bin, weight) : 0;
        }

        _weights[bin] += weight;
        return rarity;
    }

    /// <summary>Multiplies the weights of all points.</summary>
    public void Scale(double factor)
    {
        _tailWeight *= factor;
        for (int bin = 0; bin < Bins; bin++)
        {
            _weights[bin] *= factor;
        }
    }

    /// <summary>
    /// The place on the scale of bins. A floating-point number's bits, read as an integer, are its logarithm with straight lines between
    /// powers of two: no logarithm need be computed, and larger stays larger.
    /// </summary>
    private static double Position(double magnitude) => Math.Clamp(
        (BitConverter.DoubleToInt64Bits(magnitude) - _smallestBits) * (BinsPerOctave / (double)(1L << 52)), 0, Bins - 1e-6);

    private double Rarity(double position, int bin, double weight)
    {
        double above = _weights[bin] * (1 - (position - bin));
        for (int i = bin + 1; i < Bins; i++)
        {
            above += _weights[i];
        }

        double excess = (position - _start) * (LogOctave / BinsPerOctave);
        double expected = Math.Max(_tailWeight, weight) * Math.Exp(-excess / _meanExcess);
        return weight / Math.Max(above, expected);
    }

    /// <summary>Finds the bin where the tail begins, and the mean excess over it on the logarithmic scale.</summary>
    private void Refresh(double weight)
    {
        double needed = TailPoints * weight, tail = 0, sum = 0;
        int bin = Bins;
        while (bin > 0 && tail < needed)
        {
            // Going down by a bin makes every excess a bin longer.
            sum += tail;
            bin--;
            tail += _weights[bin];
        }

        (_start, _tailWeight, _sinceRefresh) = (bin, tail, 0);
        _meanExcess = tail > 0 ? Math.Max(LeastMeanExcess, ((sum / tail) + 0.5) * (LogOctave / BinsPerOctave)) : NoTailExcess;
    }
}
