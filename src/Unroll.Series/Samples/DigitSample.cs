using System.Globalization;

namespace Unroll.Series.Samples;

/// <summary>
/// Made-up sequences of digits beside what becomes of them: reversed, sorted, and two numbers beside their sum. The training part has no
/// sequence of <see cref="HeldOutLength"/> digits and no sum of numbers that have <see cref="HeldOutSumLength"/> digits together; the test
/// part has these, too, and no sequence of the training part. The same seed gives the same lists everywhere.
/// </summary>
public static class DigitSample
{
    /// <summary>The length that the training part does not have.</summary>
    public const int HeldOutLength = 7;

    /// <summary>The digits that two numbers of the training part never have together.</summary>
    public const int HeldOutSumLength = 7;

    private const int LongestSequence = 10;
    private const int ShortestTest = 4;
    private const int TrainingSequences = 20_000;
    private const int TestSequences = 2_000;
    private const int LongestNumber = 6;
    private const int TrainingSums = 100_000;
    private const int TestSums = 2_000;

    /// <summary>
    /// Writes the sequences of the training part: columns <c>digits</c>, <c>reversed</c> and <c>sorted</c>, apart by tabs.
    /// </summary>
    /// <param name="writer">Where to write them.</param>
    public static void WriteTraining(TextWriter writer) => WriteSequences(writer, Sequences().Training);

    /// <summary>Writes those of the test part, of 4 to 10 digits.</summary>
    /// <param name="writer">Where to write them.</param>
    public static void WriteTest(TextWriter writer) => WriteSequences(writer, Sequences().Test);

    /// <summary>
    /// Writes the sums of the training part: columns <c>addition</c>, such as 347+58, and <c>sum</c>, and both once more with the digits of
    /// each number from the ones on, <c>addition-from-ones</c>, 743+85, and <c>sum-from-ones</c>; apart by tabs.
    /// </summary>
    /// <param name="writer">Where to write them.</param>
    public static void WriteTrainingSums(TextWriter writer) => WriteSums(writer, Sums().Training);

    /// <summary>Writes those of the test part.</summary>
    /// <param name="writer">Where to write them.</param>
    public static void WriteTestSums(TextWriter writer) => WriteSums(writer, Sums().Test);

    private static (List<string> Training, List<string> Test) Sequences()
    {
        RandomStream random = new(1);
        List<string> test = Distinct(
            TestSequences, [], () => Digits(random, ShortestTest + random.NextInt32(LongestSequence - ShortestTest + 1)));
        List<string> training = Distinct(TrainingSequences, test, () =>
        {
            int length = 1 + random.NextInt32(LongestSequence);
            return length == HeldOutLength ? "" : Digits(random, length);
        }, allowsTwice: true);
        return (training, test);
    }

    private static (List<string> Training, List<string> Test) Sums()
    {
        RandomStream random = new(2);
        string Addition() => $"{Number(random)}+{Number(random)}";
        List<string> test = Distinct(TestSums, [], () => Addition() is { Length: > 4 } addition ? addition : "");
        List<string> training = Distinct(
            TrainingSums, test, () => Addition() is var sum && sum.Length - 1 == HeldOutSumLength ? "" : sum, allowsTwice: true);
        return (training, test);
    }

    /// <summary>As many texts as are wanted, none of which is among others or empty.</summary>
    private static List<string> Distinct(int count, List<string> others, Func<string> make, bool allowsTwice = false)
    {
        HashSet<string> taken = new(others, StringComparer.Ordinal);
        List<string> made = [];
        while (made.Count < count)
        {
            string text = make();
            if (text.Length > 0 && !taken.Contains(text))
            {
                made.Add(text);
                if (!allowsTwice)
                {
                    taken.Add(text);
                }
            }
        }

        return made;
    }

    private static string Digits(RandomStream random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => (char)('0' + random.NextInt32(10))));

    /// <summary>A number of 1 to 6 digits, each length as often as others.</summary>
    private static string Number(RandomStream random)
    {
        int length = 1 + random.NextInt32(LongestNumber), least = length == 1 ? 0 : (int)Math.Pow(10, length - 1);
        return (least + random.NextInt32((int)Math.Pow(10, length) - least)).ToString(CultureInfo.InvariantCulture);
    }

    private static void WriteSequences(TextWriter writer, List<string> sequences)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write("digits\treversed\tsorted\n");
        foreach (string digits in sequences)
        {
            writer.Write($"{digits}\t{Reverse(digits)}\t{string.Concat(digits.Order())}\n");
        }
    }

    private static void WriteSums(TextWriter writer, List<string> sums)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write("addition\tsum\taddition-from-ones\tsum-from-ones\n");
        foreach (string sum in sums)
        {
            string[] numbers = sum.Split('+');
            string result = numbers.Sum(number => int.Parse(number, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
            writer.Write($"{sum}\t{result}\t{Reverse(numbers[0])}+{Reverse(numbers[1])}\t{Reverse(result)}\n");
        }
    }

    private static string Reverse(string digits) => string.Concat(digits.Reverse());
}
