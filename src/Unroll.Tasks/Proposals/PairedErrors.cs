namespace Unroll.Tasks.Proposals;

/// <summary>The comparison of two candidates by their errors on the same samples.</summary>
internal static class PairedErrors
{
    /// <summary>
    /// Whether errors are less than those of a candidate that has the place by more than one standard error of the paired differences (the
    /// one-standard-error rule of Breiman et al. 1984), so that what a few folds happen to favour does not decide.
    /// </summary>
    /// <param name="errors">The errors, one a sample.</param>
    /// <param name="placed">Those of the candidate that has the place, of the same samples in their order.</param>
    internal static bool AreClearlyLess(double[] errors, double[] placed)
    {
        if (errors.Length != placed.Length)
        {
            return errors.Average() < placed.Average();
        }

        double mean = 0;
        double squares = 0;
        for (int i = 0; i < errors.Length; i++)
        {
            double difference = placed[i] - errors[i];
            double before = mean;
            mean += (difference - mean) / (i + 1);
            squares += (difference - before) * (difference - mean);
        }

        return mean > Math.Sqrt(squares / Math.Max(1, errors.Length - 1) / errors.Length);
    }
}
