namespace Unroll.Series.DataSets;

/// <summary>Four sets of the UCR/UEA archive of time series classification, each published as a training and a test part.</summary>
internal static class UcrDataSets
{
    private const string Folder =
        "https://raw.githubusercontent.com/sktime/sktime/7bd7d1620c0656f3210eeb850bb1c0034159ee47/sktime/datasets/data/";

    /// <summary>Each training part, followed by its test part.</summary>
    public static IReadOnlyList<DataSet> All { get; } =
    [
        .. Parts(
            "basic-motions", "BasicMotions", "four activities from six channels of a smart watch, 100 steps",
            "8dc43cc6306cb679c888c01e26f91772ac4441a916da43bac8b79734a538b9d6",
            "79213102bc6fca1a398ad98ce1185dff0208fa3d1465e687f48288946b0ff8dc"),
        .. Parts(
            "gunpoint", "GunPoint", "drawing a gun or pointing, one channel, 150 steps",
            "f842401779fd9800d247d8b33121a1a4643710a19b24917dbdd9a060ca8630d5",
            "79332750788a6227b325b96bd0d70130c8eb707b9731f8d7dec62b7a7d36017e"),
        .. Parts(
            "italy-power-demand", "ItalyPowerDemand", "days of October to March or April to September from their 24 hourly loads",
            "341269cb7e6cef96846b30e774580beec79addb93848ba360145219115a74b7c",
            "26122451f87dd0387ef90b18bc8a86c041371b8a1c068004922b939971247144"),
        .. Parts(
            "japanese-vowels", "JapaneseVowels", "nine speakers from twelve channels of a spoken vowel, 7 to 29 steps",
            "68a430eabd919cc77f40b1f5f3bc0dcafacc1486bca9260785aeb7d262cc78cd",
            "b3d41d6a0ca3bcad3afb9ca7d4365382aa51341e2e58bae2a574babdda5b9462"),
    ];

    private static IEnumerable<DataSet> Parts(string name, string file, string title, string trainSha256, string testSha256)
    {
        yield return Part(name, file, "TRAIN", $"{file}, training part: {title}", trainSha256);
        yield return Part(name + "-test", file, "TEST", $"{file}, test part: {title}", testSha256);
    }

    private static DataSet Part(string name, string file, string part, string title, string sha256) => new(
        Name: name,
        Title: title,
        RelativePath: $"ucr/{file}_{part}.ts",
        Address: new Uri($"{Folder}{file}/{file}_{part}.ts"),
        Sha256: sha256,
        License: "as published by the archive, and with sktime (BSD 3-Clause)",
        Attribution: "UCR/UEA time series classification archive (timeseriesclassification.com), copy of sktime "
            + "(github.com/sktime/sktime)");
}
